#pragma once

/// What the generated `main` of a service needs, and no more: it compiles at once and never changes.

namespace coworks::detail {

struct ClassBinding;

/// The binding of a service or blueprint: generated code defines it for each class.
template <class T>
ClassBinding const& binding_of();

/// What `main` of a service does: serves as a Lambda custom runtime, or explains itself.
int serve(int argc, char** argv, ClassBinding const& binding);

}  // namespace coworks::detail
