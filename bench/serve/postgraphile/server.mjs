// PostGraphile 5 on a hub's database, one worker: node server.mjs postgres://… PORT
import { createServer } from "node:http";
import { createRequire } from "node:module";

import { PgSimplifyInflectionPreset } from "@graphile/simplify-inflection";
import { grafserv } from "postgraphile/grafserv/node";
import { makePgService } from "postgraphile/adaptors/pg";
import { postgraphile } from "postgraphile";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

// The preset of graphile-postgis needs a package that npm does not have; its plugins do not.
const require = createRequire(import.meta.url);
const plugin = (file, name) => require(`graphile-postgis/plugins/${file}`)[name];

const [connectionString, port] = process.argv.slice(2);
const preset = {
  extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset],
  plugins: [
    plugin("codec", "PostgisCodecPlugin"),
    plugin("inflection", "PostgisInflectionPlugin"),
    plugin("detect-extension", "PostgisExtensionDetectionPlugin"),
    plugin("register-types", "PostgisRegisterTypesPlugin"),
    plugin("geometry-fields", "PostgisGeometryFieldsPlugin"),
  ],
  // Order by columns that have no index, too: the lists are those of one provider.
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  // Lists without edges are the cheaper of the two shapes that it offers.
  schema: { defaultBehavior: "+list -connection" },
  pgServices: [
    makePgService({
      connectionString,
      schemas: ["hub"],
      poolConfig: { max: 8, options: "-c jit=off -c work_mem=32MB" },
    }),
  ],
  grafast: { explain: false },
  grafserv: { port: Number(port), host: "127.0.0.1", graphiql: false, watch: false },
};

const instance = postgraphile(preset).createServ(grafserv);
const server = createServer();
server.on("error", (error) => {
  console.error(error);
  process.exit(1);
});
await instance.addTo(server);
server.listen(Number(port), "127.0.0.1");
