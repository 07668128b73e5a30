#pragma once
// The values of a policy as JSON: basis points end in Bp, money in Cents, entry days are a list.

#include "domain/policy.h"
#include "exchange/strict_json.h"

namespace alluse::exchange {

// Overwrites what the object names, then checks the limits; problems go to the object.
void readPolicy(StrictObject& json, domain::Policy& policy, domain::AccountType type);

} // namespace alluse::exchange
