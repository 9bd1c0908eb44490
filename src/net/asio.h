// For the sources of net alone: the few names of Boost.Asio that they share. Everything runs on one
// io_context, so executors are concrete types, which halves what the compiler has to do.
// Threads: see loop.h.
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>

#include "net/loop.h"

namespace vigie::net {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Protocol = asio::generic::stream_protocol;  // TCP and unix sockets alike.
using Socket = asio::basic_stream_socket<Protocol, Executor>;
using ErrorText = boost::system::error_code;

}  // namespace vigie::net
