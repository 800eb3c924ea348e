import { path } from "../../../Public/js/customers/words.js";
import { equal, suite } from "./testing.js";

const test = suite(import.meta.url);

test("ids stand in paths as they are, where they can", () => {
  equal(path("acme"), "/customers/acme");
  equal(path("Café 100% + ?#"), "/customers/Caf%C3%A9%20100%25%20%2B%20%3F%23");
});

test("and in base64 where a path cannot hold them", () => {
  equal(path("Café/Nord 1"), "/customers/~Q2Fmw6kvTm9yZCAx");
  equal(["~acme", "a\\b", "..", "."].map(path), ["/customers/~fmFjbWU", "/customers/~YVxi", "/customers/~Li4", "/customers/~Lg"]);
});
