/* Reading an OpenAPI 3.1 description: its calls by tag, and schemas as an outline that people can read. No DOM. */
const methods = ["get", "post", "put", "patch", "delete"];
const deepest = 6;

/** [{tag, calls: [{method, path, summary, parameters, body, responses}]}] in the order of the description. */
export function calls(spec) {
  const groups = new Map();
  for (const [path, item] of Object.entries(spec.paths ?? {})) {
    for (const method of methods.filter((name) => item[name])) {
      const operation = item[method];
      const tag = operation.tags?.[0]
        ?? path.split("/").find((part) => part && !part.startsWith("{") && part !== "api" && part !== "v1")
        ?? "";
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag)
        .push({
          method,
          path,
          summary: operation.summary ?? "",
          description: operation.description ?? "",
          parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one) => follow(spec, one)),
          body: content(spec, follow(spec, operation.requestBody)),
          responses: Object.entries(operation.responses ?? {})
            .map(([status, answer]) => ({
              status,
              description: follow(spec, answer)?.description ?? "",
              body: content(spec, follow(spec, answer)),
            })),
        });
    }
  }
  return [...groups].map(([tag, list]) => ({ tag, calls: list }));
}

/** An outline: keys with their types, indented; a reference is opened until it repeats. */
export function outline(spec, schema, depth = 0, seen = []) {
  const one = follow(spec, schema);
  if (!one) return "any";
  if (seen.includes(one) || depth > deepest) return one.title ?? "…";
  const inner = [...seen, one];
  if (one.const !== undefined) return JSON.stringify(one.const);
  if (one.enum) return one.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = one.oneOf ?? one.anyOf;
  if (choices) return choices.map((choice) => outline(spec, choice, depth, inner)).join(" | ");
  if (one.allOf) return one.allOf.map((part) => outline(spec, part, depth, inner)).join(" & ");
  const type = [one.type ?? (one.properties ? "object" : "any")].flat();
  if (type.includes("array")) return `[${outline(spec, one.items, depth, inner)}]${type.includes("null") ? " | null" : ""}`;
  if (type.includes("object") && one.properties) {
    const pad = "  ".repeat(depth + 1);
    const lines = Object.entries(one.properties)
      .map(([key, value]) => `${pad}${key}${one.required?.includes(key) ? "" : "?"}: ${outline(spec, value, depth + 1, inner)}`);
    return `{\n${lines.join("\n")}\n${"  ".repeat(depth)}}${type.includes("null") ? " | null" : ""}`;
  }
  return type.join(" | ") + (one.format ? ` (${one.format})` : "");
}

function content(spec, holder) {
  const [type, media] = Object.entries(holder?.content ?? {})[0] ?? [];
  if (!type) return null;
  const example = media.example ?? Object.values(media.examples ?? {})[0]?.value;
  return {
    type,
    text: media.schema ? outline(spec, media.schema) : "",
    example: example === undefined ? null : JSON.stringify(example, null, 2),
  };
}

/** What a {"$ref": "#/…"} points at; other values are themselves. */
function follow(spec, value) {
  if (!value?.$ref?.startsWith("#/")) return value;
  return value.$ref.slice(2).split("/").reduce((at, part) => at?.[part.replace(/~1/g, "/").replace(/~0/g, "~")], spec);
}
