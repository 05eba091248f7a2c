// A page with several lists, one of which goes on from its territory's id, and records of any type by their ids.
import { graphql } from 'relay-runtime';

export const query = graphql`
  query TerritoryPageQuery($code: String!, $point: PointInput!, $ids: [ID!]!, $withNearest: Boolean!) {
    territory(code: $code) {
      name(lang: UK)
      boundary(toleranceMetres: 500)
      ...TerritoryPage_children
      providers(last: 5) @connection(key: "TerritoryPage_providers") {
        edges {
          node {
            ...ProviderCard_provider @arguments(lang: EN)
          }
        }
      }
    }
    nearestProviders(point: $point, first: 5) @include(if: $withNearest) {
      edges {
        distanceMetres
        location {
          ...TerritoryPage_place
        }
      }
    }
    nodes(ids: $ids) {
      __typename
      ... on Provider {
        name
      }
      ... on TaxonomyTerm {
        code
      }
    }
  }
`;

export const children = graphql`
  fragment TerritoryPage_children on Territory
  @argumentDefinitions(first: { type: "Int", defaultValue: 3 }, after: { type: "String" })
  @refetchable(queryName: "TerritoryPageChildrenQuery") {
    children(first: $first, after: $after) @connection(key: "TerritoryPage_children") {
      edges {
        node {
          code
        }
      }
    }
  }
`;

export const place = graphql`
  fragment TerritoryPage_place on Location {
    address
    territory {
      name
    }
  }
`;
