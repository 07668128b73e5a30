#pragma once
// The one way an expected failure travels: a value or an enumerated error.

#include <tl/expected.hpp>

namespace alluse::domain {

template <class T, class E>
using Result = tl::expected<T, E>;

template <class E>
using Failed = tl::unexpected<E>;

} // namespace alluse::domain
