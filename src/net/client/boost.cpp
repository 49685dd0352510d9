// What Asio's TLS would otherwise compile into every file that includes it.
#include <boost/asio/ssl/impl/src.hpp>
