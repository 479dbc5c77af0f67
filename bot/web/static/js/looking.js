// Looks for what is new. An answer that never comes must not stop the looking: on a bad line some are lost for good.
const PATIENCE = 8_000;

export function fetchSoon(address, method = "GET") {
  const signal = AbortSignal.timeout?.(PATIENCE); // older browsers have none: there it is waited for as long as it takes
  return fetch(address, { method, headers: { Accept: "text/html" }, cache: "no-store", signal });
}
