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

// The operation that the address asks for; JSON is shown with line breaks, and what is none as it stands.
const asked = new URLSearchParams(window.location.search);

function readable(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: window.location.pathname }),
    defaultQuery: DEFAULT_QUERY,
    query: asked.get("query") || undefined,
    variables: asked.get("variables") ? readable(asked.get("variables")) : undefined,
    operationName: asked.get("operationName") || undefined,
  }),
);
