#pragma once

#include <string>

namespace coworks::bench {

/// An HTTP event as a gateway gives it to a function: 867 bytes.
std::string event_text();

/// The data of a long execution, 250 KB: orders with customers, lines, amounts and remarks.
std::string state_text();

}  // namespace coworks::bench
