// A list that a client scrolls: Relay adds what its connections need, and writes the query of the next page.
import { graphql } from 'relay-runtime';

export const query = graphql`
  query ProviderListQuery($filter: ProviderFilter, $orderBy: [ProviderOrder!]) {
    ...ProviderList_query @arguments(filter: $filter, orderBy: $orderBy)
  }
`;

export const list = graphql`
  fragment ProviderList_query on Query
  @argumentDefinitions(
    filter: { type: "ProviderFilter" }
    orderBy: { type: "[ProviderOrder!]" }
    first: { type: "Int", defaultValue: 20 }
    after: { type: "String" }
  )
  @refetchable(queryName: "ProviderListPageQuery") {
    providers(filter: $filter, orderBy: $orderBy, first: $first, after: $after)
      @connection(key: "ProviderList_providers", filters: ["filter", "orderBy"]) {
      totalCount
      totalCountRelation
      edges {
        node {
          ...ProviderCard_provider
        }
      }
    }
  }
`;
