// What a front end needs to ask the hub in TypeScript, and the manifest of trusted documents beside it.
export default {
  schema: '../../schema/schema.graphql',
  documents: ['../../schema/operations/*.graphql'],
  generates: {
    'generated/client/': {
      preset: 'client',
      presetConfig: {
        persistedDocuments: { hashAlgorithm: 'sha256', hashPropertyName: 'documentId' },
      },
      config: {
        // A scalar that is not named here stops the generator.
        strictScalars: true,
        scalars: {
          AsOf: 'string | number',
          Date: 'string',
          DateTime: 'string',
          GeoJSON: 'geojson#Geometry',
          JSON: 'unknown',
          Long: 'number',
        },
      },
    },
  },
};
