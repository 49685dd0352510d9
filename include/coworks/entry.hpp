#pragma once

/// COWORKS_ENTRY(no_auth, binary = "image/png", path = "openapi.json", timeout = "10 s", ignore) before a method says
/// the few things about an entry that a signature can't say. It is for the generator, and nothing for the compiler.
///
/// - `no_auth`: the entry is open; no token is asked for.
/// - `binary = "TYPE"`: the media type of a Bytes result.
/// - `path = "PATH"`: replaces the path that the name gives; may hold {parameters}.
/// - `timeout = "10 s"`: the entry's own; past it the invocation fails as Lambda's does.
/// - `ignore`: a public method that is no entry.
#if defined(__clang__)
#define COWORKS_ENTRY(...) [[clang::annotate("coworks:" #__VA_ARGS__)]]
#else
#define COWORKS_ENTRY(...)
#endif
