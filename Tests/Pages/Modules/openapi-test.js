import { calls, outline } from "../../../Public/js/docs/openapi.js";
import { equal, suite } from "./testing.js";

const test = suite(import.meta.url);

const spec = {
  paths: {
    "/api/v1/rewards": { get: { summary: "All", responses: { 200: { $ref: "#/components/responses/list" } } } },
    "/api/v1/members/{id}": {
      parameters: [{ name: "id" }],
      patch: { tags: ["people"], requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/node" } } } } },
    },
  },
  components: {
    responses: { list: { description: "fine", content: { "application/json": { schema: { type: "array", items: { type: "string" } } } } } },
    schemas: {
      node: {
        title: "Node",
        type: "object",
        required: ["id"],
        properties: { id: { type: "string", format: "uuid" }, next: { $ref: "#/components/schemas/node" } },
      },
    },
  },
};

test("calls stand by tag, else by the first word of their path", () => {
  equal(calls(spec).map((group) => [group.tag, group.calls.map((one) => one.method)]), [["rewards", ["get"]], ["people", ["patch"]]]);
});

test("what a reference points at is shown, until it repeats", () => {
  const [list, people] = calls(spec);
  equal(list.calls[0].responses[0].body.text, "[string]");
  equal(people.calls[0].body.text, "{\n  id: string (uuid)\n  next?: Node\n}");
  equal(people.calls[0].parameters, [{ name: "id" }]);
});

test("choices, constants and what may be null", () => {
  equal(outline(spec, { oneOf: [{ const: 1 }, { enum: ["a", "b"] }] }), '1 | "a" | "b"');
  equal(outline(spec, { type: ["array", "null"], items: { type: "integer" } }), "[integer] | null");
  equal(outline(spec, undefined), "any");
});
