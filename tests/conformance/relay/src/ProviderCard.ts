// A card that reads itself again: of a type with an id Relay writes the query with the field node.
import { graphql } from 'relay-runtime';

export const card = graphql`
  fragment ProviderCard_provider on Provider
  @argumentDefinitions(lang: { type: "Lang", defaultValue: UK })
  @refetchable(queryName: "ProviderCardRefetchQuery") {
    name
    sector
    kind {
      label(lang: $lang)
    }
    locations {
      address
      point {
        lat
        lon
      }
      precision {
        class
      }
    }
    services {
      ...ProviderCard_service
    }
  }
`;

export const service = graphql`
  fragment ProviderCard_service on Service {
    name
    category {
      code
    }
    capacity {
      total
      asOf
    }
  }
`;
