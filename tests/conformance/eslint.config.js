// The rules of graphql-eslint for the schema and for the project's operations. What is loosened says why.
import graphql from '@graphql-eslint/eslint-plugin';

const rules = (name) => graphql.configs[`flat/${name}`].rules;

// Values and parts of an answer: they have no identity of their own, and clients keep them with what they belong to.
// What is in no list here and has no id is refused.
const VALUES = [
  'Box', 'Bucket', 'Capacity', 'Cost', 'Council', 'CrosswalkEntry', 'Evidence', 'Facet', 'Identifier', 'PageInfo',
  'Point', 'Population', 'Precision', 'ProviderName', 'RecordReference', 'Schedule', 'SourceTerm', 'TerritoryCode',
];
const COUNTS = [
  'BasicServices', 'CapacitySum', 'ControlTotal', 'CoverageCell', 'CoverageRow', 'FieldFill', 'IssueCount', 'LevelShare',
  'MappingShare', 'NotPlaced', 'PrecisionShare', 'Rate', 'SourceQuality',
];
// Parts of an answer of planning: numbers with what they rest on.
const PLANNING = [
  'AccessRow', 'Accessibility', 'Assumption', 'Basis', 'BeforeAfter', 'CareBalanceRow', 'Caveat', 'ChangedInput',
  'Composition', 'CompositionSet', 'Concentration', 'CoveredService', 'DiffRow', 'DuplicatedService', 'Estimate',
  'FeatureDifference', 'Market', 'MarketBenchmark', 'MarketCell', 'MarketCitation', 'MarketRow', 'MarketValue',
  'Member', 'Method', 'MissingRow', 'MissingService', 'MobileCoverage', 'MobileRow', 'MovedSite', 'NearestElsewhere',
  'NewSite', 'NormGap', 'NormGapRow', 'NotCounted', 'NotUsed', 'PlacesUse', 'PopulationUse', 'Proof', 'ProviderPart',
  'Reach', 'ReachRow', 'ScenarioDiff', 'Siting', 'SourceUse', 'StaffLine', 'StaffPost', 'TerritoryPart', 'TravelUse',
  'UncoveredPlace',
];
// What was said or done; `node` answers for records only. Decisions and pairs that wait are named by their numbers.
const EVENTS = ['ActChange', 'ActPayload', 'ActWarning', 'Change', 'Claim', 'Conflict', 'Decision', 'MatchCandidate', 'Statement'];

export default [
  {
    files: ['**/*.graphql'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@graphql-eslint': graphql },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: {
        graphQLConfig: { schema: 'schema/schema.graphql', documents: 'schema/operations/*.graphql' },
      },
    },
  },
  {
    files: ['schema/schema.graphql'],
    rules: {
      ...rules('schema-recommended'),
      ...rules('schema-relay'),
      // Stricter than the recommendation: every field, argument, input and value is described.
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          rootField: true,
          DirectiveDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
        },
      ],
      '@graphql-eslint/strict-id-in-types': [
        'error',
        { exceptions: { types: [...VALUES, ...COUNTS, ...EVENTS, ...PLANNING], suffixes: ['Connection', 'Edge'] } },
      ],
      // The contract has short lists that are whole (`locations`, `services`) beside connections, and lists of pairs
      // and conflicts that are no nodes.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
      // The nearest are found from the point outward, and changes are read from the oldest on: neither list has an end
      // to page back from. Relay's specification lets a connection go one way.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      // The contract names `Change.change` and `Claim.claimedAt`, and the rule knows no exceptions.
      '@graphql-eslint/no-typename-prefix': 'off',
    },
  },
  {
    files: ['schema/operations/*.graphql'],
    rules: {
      ...rules('operations-recommended'),
      // The operations are the contract word for word; a client with a cache by id asks for `id` beside them.
      '@graphql-eslint/require-selections': 'off',
      // The contract's matrix asks for `capacity` and `per10k`, which go on answering.
      '@graphql-eslint/no-deprecated': 'off',
    },
  },
];
