#include "validation/resource_sampler.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace alluse::validation {
namespace {

// The fields after the name, which is in brackets and may hold anything; [0] is the state.
std::vector<std::string> statOf(const std::string& process) {
    std::ifstream file("/proc/" + process + "/stat");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto end = text.rfind(')');
    if (end == std::string::npos) return {};
    std::istringstream rest(text.substr(end + 1));
    return {std::istream_iterator<std::string>(rest), {}};
}

// Own time, or with that of children that were waited for. proc(5): utime is field 14.
double secondsOf(const std::vector<std::string>& stat, bool withChildren) {
    if (stat.size() < 15) return 0;
    double ticks = 0;
    for (std::size_t field = 11; field < (withChildren ? 15U : 13U); ++field) ticks += std::atof(stat[field].c_str());
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

} // namespace

int parentOf(int process) {
    const auto stat = statOf(std::to_string(process));
    return stat.size() > 1 ? std::atoi(stat[1].c_str()) : 0;
}

ResourceSampler::ResourceSampler(int server)
    : m_server(server), m_client(clientSeconds()), m_serverTime(serverSeconds()), m_at(std::chrono::steady_clock::now()) {}

double ResourceSampler::clientSeconds() const {
    double sum = 0;
    for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        ::getrusage(who, &usage);
        for (const timeval& time : {usage.ru_utime, usage.ru_stime})
            sum += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    }
    return sum;
}

double ResourceSampler::serverSeconds() const {
    if (m_server <= 1) return 0;
    const std::string parent = std::to_string(m_server);
    double sum = secondsOf(statOf(parent), true);
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
        const auto name = entry.path().filename().string();
        if (!std::isdigit(static_cast<unsigned char>(name[0]))) continue;
        const auto stat = statOf(name);
        if (stat.size() > 1 && stat[1] == parent) sum += secondsOf(stat, false);
    }
    return sum;
}

ResourceSample ResourceSampler::take(double second) {
    ResourceSample sample;
    sample.second = second;
    const auto now = std::chrono::steady_clock::now();
    const double elapsed = std::max(1e-3, std::chrono::duration<double>(now - m_at).count());
    const double client = clientSeconds(), server = serverSeconds();
    sample.clientCpu = (client - m_client) / elapsed;
    sample.serverCpu = std::max(0.0, server - m_serverTime) / elapsed;
    m_client = client;
    m_serverTime = server;
    m_at = now;
    std::ifstream file("/proc/self/statm");
    double pages = 0, resident = 0;
    file >> pages >> resident;
    sample.memoryBytes = resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
    return sample;
}

} // namespace alluse::validation
