#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace coworks::local::functions {

/// Reads what a process prints and gives it on line by line. A line without end is cut at 256 KB, the size of a log
/// event (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html).
class Output {
public:
    static constexpr std::size_t kLineMax = 256U << 10;
    using OnLine = std::function<void(std::string_view line)>;

    /// Takes a non-blocking descriptor that stays the caller's.
    Output(boost::asio::io_context& loop, int descriptor, OnLine on_line);
    ~Output();

    /// Gives on everything that has been printed so far.
    void drain();
    /// The same, and what is left without an end of line.
    void finish();

private:
    class State;
    std::shared_ptr<State> state_;
};

}  // namespace coworks::local::functions
