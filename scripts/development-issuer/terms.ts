/** The audience of development tokens. */
export const DEVELOPMENT_AUDIENCE = "https://assent.example/graphql";
/** Where the code of a sign-in goes; a native client may listen there on any port (RFC 8252, section 7.3). */
export const REDIRECT_URI = "http://127.0.0.1/callback";
/** The one scope of the gateway. */
export const SCOPE = "graphql";
