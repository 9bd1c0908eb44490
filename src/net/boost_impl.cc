// The bodies of Boost's non-template functions, compiled once for the whole part.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
