#pragma once
// What a validation run is asked to do; a value, read from a file and never changed.

#include "validation/threshold.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::validation {

enum class ScenarioType { Load, Stress, Endurance, Spike, Scalability, Capacity, Availability, Comparison };

enum class Operation { Create, Query, List, Post, Transfer, Analytics, Fork, Merge, Reinvest, Statement };

enum class KeyDistribution { Uniform, Zipf, Hotspot };

struct KeyRule {
    KeyDistribution distribution = KeyDistribution::Uniform;
    double exponent = 0.99;   // zipf
    double hotShare = 0.1;    // hotspot: of the keys …
    double hotTraffic = 0.9;  // … and of the requests that go to them
};

struct DataSetRule {
    std::int64_t families = 1'000;
    int entriesPerAccount = 2;      // deposits beside the opening
    std::int64_t forkable = 0;      // families whose Gen-Acc stands over its threshold
    std::int64_t mergeable = 0;     // families with a forked account that may merge
    std::int64_t reinvestable = 0;  // families whose Rev-Acc has earned enough
    KeyRule keys;
};

enum class LoadModel { Closed, Open };

struct ModelRule {
    LoadModel kind = LoadModel::Closed;
    double thinkTimeMs = 0;          // closed: mean pause of a user between two operations
    bool isThinkTimeRandom = false;  // exponential around the mean
    bool isPoisson = false;          // open: exponential gaps; else evenly spaced
    int workersMax = 64;             // open: operations under way at once
    double dropAfterMs = 1'000;      // open: an arrival that nobody could take for so long is dropped
};

// Users (closed) or arrivals per second (open) go from one value to the other in a straight line.
struct Stage {
    std::string name;
    double seconds = 0;
    double from = 0, to = 0;
    bool isSteady = false; // what targets over the steady stage look at
};

struct MixPart {
    Operation operation = Operation::Query;
    double weight = 1;
};

enum class FaultKind { KillSessions, HoldLock, SlowQuery };
struct Fault {
    FaultKind kind = FaultKind::KillSessions;
    double atSeconds = 0;
    double seconds = 1; // how long a lock or a slow statement lasts
};

// What differs between two configurations. `path` says what does the work: the product, or one of
// the controls that speak SQL themselves.
enum class WorkPath { Product, Competent, Origin, Limit };
struct Switches {
    WorkPath path = WorkPath::Product;
    std::optional<int> users;          // instead of the stages' number
    std::optional<int> poolSessions;   // sessions of the load
    bool operator==(const Switches&) const = default;
};

struct CapacityRule {
    double startPerSecond = 500;
    double growth = 1.5;       // from step to step, until one breaks
    double stepSeconds = 3;
    double p99Ms = 28;         // a step is sustained while p99 …
    double errorsMax = 0.001;  // … and errors stay below
    int refinements = 4;       // halvings of the gap between the last good and the first bad rate
};

struct ClaimRule {
    std::string text;    // as the owner wrote it
    std::string metric;  // "query.mean"
    double change = 0;   // −0.402 for −40.2 %
};

struct ComparisonRule {
    Switches a, b;     // the ratio is b over a
    std::vector<Switches> others; // further controls, measured beside A
    int pairs = 8; // at least five
    double seconds = 2; // of each half of a pair
    std::optional<ClaimRule> claim;
};

struct Scenario {
    std::string name; // of the file, "owner-create"
    std::string title, description;
    ScenarioType type = ScenarioType::Load;
    bool onSqlite = true, onPostgresql = true;
    std::uint64_t seed = 1;
    DataSetRule data;
    ModelRule model;
    std::vector<Stage> stages;
    std::vector<MixPart> mix;
    std::string statement; // of Operation::Statement; $1 is a key
    std::vector<Fault> faults;
    Switches switches;
    std::vector<Target> targets;
    double errorsMax = 0.001;
    double answerWithinMs = 1'000;
    int repetitions = 1;
    double limitSeconds = 0; // after the load, the bare work for so long, beside which the rate is shown
    std::vector<int> levels; // scalability: users of each step
    std::optional<CapacityRule> capacity;
    std::optional<ComparisonRule> comparison;

    [[nodiscard]] double seconds() const; // of all stages
    [[nodiscard]] double loadAt(double second) const;
    [[nodiscard]] double loadMax() const;
    // The first steady stage; none: the whole run.
    [[nodiscard]] const Stage* steadyStage() const;
    [[nodiscard]] double startOf(const Stage& stage) const;
};

[[nodiscard]] std::string_view code(ScenarioType type);
[[nodiscard]] std::string_view code(Operation operation);
[[nodiscard]] std::string_view code(FaultKind kind);
[[nodiscard]] std::string_view code(WorkPath path);
[[nodiscard]] std::string describe(const Switches& switches);

} // namespace alluse::validation
