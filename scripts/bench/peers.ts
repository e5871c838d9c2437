import { ApolloGateway, type GraphQLDataSource } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import Fastify from "fastify";
import { Pool } from "undici";

/**
 * `@apollo/gateway` without any governance: as shipped, or with a bare data source on undici. On a supergraph with decisions
 * these are answered in process, and always permit. @returns its port
 */
export async function startPeer(supergraphSdl: string, dataSource: "shipped" | "undici"): Promise<number> {
  const buildService = ({ name, url }: { name: string; url?: string | undefined }): GraphQLDataSource =>
    name === "decisions" ? PERMITTING : undiciDataSource(url ?? "");
  const gateway = new ApolloGateway({ supergraphSdl, ...(dataSource === "undici" ? { buildService } : {}) });
  const apollo = new ApolloServer({ gateway, nodeEnv: "production", includeStacktraceInErrorResponses: false });
  await apollo.start();
  const server = Fastify();
  server.post("/graphql", fastifyApolloHandler(apollo) as never);
  await server.listen({ host: "127.0.0.1", port: 0 });
  return (server.server.address() as { port: number }).port;
}

const PERMITTING: GraphQLDataSource = {
  async process({ request }) {
    const { representations } = request.variables as { representations: readonly { __typename: string }[] };
    return { data: { _entities: representations.map(({ __typename }) => ({ __typename, decision: true })) } };
  },
};

function undiciDataSource(url: string): GraphQLDataSource {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: 64 });
  return {
    async process({ request }) {
      const body = JSON.stringify({ query: request.query, variables: request.variables });
      const answer = await pool.request({ method: "POST", path: pathname, headers: { "content-type": "application/json" }, body });
      return (await answer.body.json()) as Awaited<ReturnType<GraphQLDataSource["process"]>>;
    },
  };
}
