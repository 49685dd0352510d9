#pragma once

namespace asl_cases {

/// Serves the API of Step Functions on a free port of this machine until the process is killed: the real service, in a
/// time of its own and in a actions that answers as a case's recording does. Prints "port N" when it is ready.
///
/// POST /case begins anew with the case in the body: an empty store, the case's tasks. Answers when everything before
/// has settled: POST /settle, when nothing is left to do but what a request would begin; the clock moves to each
/// deadline in turn. GET /log gives the lines that express executions logged, as an array.
int serve();

}  // namespace asl_cases
