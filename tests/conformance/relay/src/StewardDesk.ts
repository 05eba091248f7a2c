// A mutation that shows a change at once and reads what it changed.
import { graphql } from 'relay-runtime';

export const correct = graphql`
  mutation StewardDeskCorrectMutation($input: CorrectFieldInput!) {
    correctField(input: $input) {
      number
      changes {
        kind
        node {
          ...ProviderCard_provider @alias(as: "provider")
        }
        tombstone {
          reason
        }
      }
    }
  }
`;
