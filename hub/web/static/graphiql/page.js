// GraphiQL on the hub's own endpoint; nothing is loaded from elsewhere.
const DEFAULT_QUERY = `# Merezha: social service providers of many regions in one schema.
# Every type and field is described: press the book on the left, or Ctrl-Space for suggestions.
# Ctrl-Enter runs the query.

query FirstLook {
  release { number publishedAt }
  providers(first: 5) {
    totalCount
    edges {
      node {
        name
        sector
        isSynthetic
        kind { label(lang: UK) }
        locations { address point { lat lon } precision { class metres } territory { name(lang: UK) } }
        services { name category { label(lang: UK) } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: window.location.pathname }),
    defaultQuery: DEFAULT_QUERY,
  }),
);
