// Text to markup: read as a document of its own, where nothing runs. It was rendered by our own server with everything
// typed escaped. The page's policy (Trusted Types) lets no other text become markup.
const policy = window.trustedTypes?.createPolicy("steadyhand", { createHTML: (html) => html });

export function parsed(html) {
  return new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html");
}
