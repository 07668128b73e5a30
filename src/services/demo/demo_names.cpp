#include "services/demo/demo_names.h"

#include <array>
#include <cctype>
#include <string_view>

namespace alluse::services::demo {

namespace {

using Words = std::string_view;

constexpr std::array<Words, 64> kFirst{
    "Ada", "Albert", "Alice", "Amara", "Andrew", "Anna", "Arthur", "Beatrice", "Benjamin", "Bruno",
    "Carla", "Caroline", "Charles", "Clara", "Daniel", "David", "Diana", "Dorothy", "Edward",
    "Eleanor", "Elena", "Emil", "Esther", "Felix", "Fiona", "Francis", "George", "Grace", "Hannah",
    "Harold", "Helen", "Henry", "Hugo", "Ingrid", "Isaac", "Jacob", "Jane", "Jonas", "Julia",
    "Karen", "Kenji", "Laura", "Leo", "Louise", "Lucas", "Maria", "Martin", "Maya", "Miriam",
    "Nathan", "Nora", "Oliver", "Paula", "Peter", "Priya", "Rachel", "Robert", "Rosa", "Samuel",
    "Sofia", "Thomas", "Victor", "Walter", "Yusuf"};

constexpr std::array<Words, 128> kLast{
    "Abbott", "Adler", "Alvarez", "Ames", "Archer", "Ashford", "Bailey", "Barrett", "Becker",
    "Bennett", "Bishop", "Blake", "Bowen", "Brandt", "Brooks", "Calloway", "Cardenas", "Carver",
    "Castillo", "Chandler", "Chen", "Clayton", "Colby", "Conrad", "Crane", "Curtis", "Dalton",
    "Delgado", "Donovan", "Draper", "Duran", "Eaton", "Ellis", "Emerson", "Fairbanks", "Farrell",
    "Fischer", "Fletcher", "Foster", "Franklin", "Gallagher", "Garner", "Gibson", "Goldberg",
    "Graham", "Greer", "Haines", "Hale", "Hansen", "Harper", "Hartman", "Hayes", "Henson",
    "Hoffman", "Holloway", "Hughes", "Ibarra", "Ingram", "Jensen", "Joyner", "Kaplan", "Keller",
    "Kimura", "Klein", "Lambert", "Langley", "Larsen", "Lawson", "Lindgren", "Lockhart", "Lowell",
    "Maddox", "Marsh", "Mercer", "Meyer", "Monroe", "Morales", "Nakamura", "Nash", "Nolan",
    "Novak", "Okafor", "Olsen", "Ortega", "Osborne", "Palmer", "Patel", "Pearson", "Pereira",
    "Porter", "Quinn", "Ramsey", "Reyes", "Rhodes", "Ritter", "Rossi", "Rowland", "Sanders",
    "Santos", "Sawyer", "Schmidt", "Sharma", "Sheridan", "Silva", "Sinclair", "Sloan", "Stanton",
    "Sutton", "Tanaka", "Thornton", "Trask", "Underwood", "Valdez", "Vance", "Vaughn", "Vogel",
    "Wagner", "Walsh", "Webster", "Weiss", "Whitfield", "Winslow", "Wolfe", "Woodard", "Yates",
    "Yoder", "Zamora", "Ziegler"};

// As many as first names, because a company has a place where a person has a first name.
constexpr std::array<Words, 64> kPlace{
    "Alder", "Amber", "Arrow", "Aspen", "Bay", "Beacon", "Birch", "Bluff", "Bridge", "Brook",
    "Canyon", "Cedar", "Chapel", "Cliff", "Clover", "Coast", "Copper", "Coral", "Cove", "Crest",
    "Cypress", "Delta", "Eagle", "Elm", "Fern", "Forest", "Garden", "Glacier", "Granite", "Grove",
    "Harbor", "Hawthorn", "Heron", "Hickory", "Hill", "Island", "Juniper", "Lake", "Laurel",
    "Maple", "Marble", "Meadow", "Mesa", "Mill", "Mission", "Oak", "Orchard", "Palisade", "Pine",
    "Prairie", "Quarry", "Ridge", "River", "Sage", "Sierra", "Silver", "Spring", "Stone", "Summit",
    "Timber", "Valley", "Vista", "Willow", "Windmill"};

// As many as initials.
constexpr std::array<Words, 24> kSecond{
    "Agnes", "Bernard", "Cecilia", "Dominic", "Edith", "Frederick", "Greta", "Howard", "Irene",
    "Joseph", "Katherine", "Lionel", "Margaret", "Nicholas", "Olivia", "Patrick", "Quentin",
    "Ruth", "Simon", "Teresa", "Ursula", "Vincent", "Winifred", "Zachary"};
constexpr std::array<Words, 24> kTrade{
    "Advisors", "Assets", "Beverages", "Builders", "Capital", "Dental", "Design", "Equities",
    "Farms", "Foods", "Foundation", "Freight", "Holdings", "Investments", "Labs", "Logistics",
    "Marine", "Media", "Partners", "Properties", "Realty", "Supply", "Ventures", "Works"};
constexpr std::string_view kInitials = "ABCDEFGHJKLMNOPQRSTUVWYZ";
static_assert(kInitials.size() == kSecond.size() && kSecond.size() == kTrade.size());
static_assert(kFirst.size() == kPlace.size());

constexpr std::uint64_t kForms = 6;
constexpr std::uint64_t kDistinct = kFirst.size() * kLast.size() * kInitials.size() * kForms;

std::string joined(std::initializer_list<Words> parts) {
    std::string text;
    for (const Words part : parts) text += part;
    return text;
}

std::string mailName(std::string_view first, std::string_view last, std::int64_t number) {
    std::string text = joined({first, ".", last});
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text + std::to_string(number + 1) + "@example.com";
}

} // namespace

DemoClient demoClient(std::uint64_t seed, std::int64_t number) {
    // Stepping by a number without a common divisor visits every combination once.
    constexpr std::uint64_t kStep = 760'367;
    static_assert(kDistinct % 2 == 0 && kStep % 2 == 1 && kStep % 3 != 0,
                  "the count is made of twos and threes");
    const auto index = static_cast<std::uint64_t>(number);
    std::uint64_t at = (seed % kDistinct + index % kDistinct * kStep) % kDistinct;
    const auto take = [&at](std::uint64_t count) {
        const std::uint64_t digit = at % count;
        at /= count;
        return static_cast<std::size_t>(digit);
    };
    const std::size_t form = take(kForms);
    const std::size_t first = take(kFirst.size());
    const std::size_t last = take(kLast.size());
    const std::size_t third = take(kInitials.size());
    const std::string_view initial = kInitials.substr(third, 1);

    DemoClient client;
    switch (form) {
    case 0: client.name = joined({kFirst[first], " ", initial, ". ", kLast[last]}); break;
    case 1: client.name = joined({kFirst[first], " and ", kSecond[third], " ", kLast[last]}); break;
    case 2: client.name = joined({kFirst[first], " ", initial, ". ", kLast[last], " Family Trust"}); break;
    case 3: client.name = joined({kFirst[first], " ", initial, ". ", kLast[last], " Living Trust"}); break;
    case 4: client.name = joined({kLast[last], " ", kPlace[first], " ", kTrade[third], " LLC"}); break;
    default: client.name = joined({kPlace[first], " ", kLast[last], " ", kTrade[third], ", Inc."}); break;
    }
    if (index >= kDistinct) client.name += " " + std::to_string(index / kDistinct + 1);
    client.contact = mailName(kFirst[first], kLast[last], number);
    return client;
}

} // namespace alluse::services::demo
