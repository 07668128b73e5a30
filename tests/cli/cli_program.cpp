#include "cli/cli_program.h"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace alluse::tests {

namespace {

struct Pipe {
    int read = -1, write = -1;
    Pipe() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        read = ends[0];
        write = ends[1];
    }
    ~Pipe() {
        if (read >= 0) ::close(read);
        closeWrite();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    void closeWrite() {
        if (write >= 0) ::close(write);
        write = -1;
    }
};

[[noreturn]] void exec(const std::vector<std::string>& arguments, const std::string& program = cliPath()) {
    std::vector<char*> argv;
    argv.push_back(const_cast<char*>(program.c_str()));
    for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    ::unsetenv("ALLUSE_DB");
    ::setenv("XDG_CONFIG_HOME", "/nonexistent", 0); // saved databases are those of the test, or none
    ::execv(program.c_str(), argv.data());
    ::_exit(127);
}

int exitCodeOf(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

// Both at once: a program that fills one pipe while the other is read would wait for ever.
void readBoth(int out, int err, Ran& ran) {
    pollfd files[2]{{out, POLLIN, 0}, {err, POLLIN, 0}};
    std::string* texts[2]{&ran.out, &ran.err};
    int open = 2;
    while (open > 0) {
        if (::poll(files, 2, -1) < 0) continue;
        for (int i = 0; i < 2; ++i) {
            if (files[i].fd < 0 || files[i].revents == 0) continue;
            char part[4'096];
            const auto got = ::read(files[i].fd, part, sizeof part);
            if (got > 0) {
                texts[i]->append(part, static_cast<std::size_t>(got));
                continue;
            }
            files[i].fd = -1;
            --open;
        }
    }
}

} // namespace

std::string cliPath() { return ALLUSE_CLI; }

nlohmann::json Ran::json() const {
    const auto parsed = nlohmann::json::parse(out, nullptr, false);
    if (!parsed.is_object()) throw std::runtime_error("not one JSON object: " + out + "\n" + err);
    return parsed;
}

Ran runCli(const std::vector<std::string>& arguments, const CliOptions& options) {
    Pipe out, err;
    const pid_t child = ::fork();
    if (child == 0) {
        int target = out.write;
        if (options.output == Output::Full) target = ::open("/dev/full", O_WRONLY);
        ::dup2(target, STDOUT_FILENO);
        if (options.output == Output::Closed) ::close(STDOUT_FILENO);
        ::dup2(err.write, STDERR_FILENO);
        if (options.user != 0 && (::setgid(options.user) != 0 || ::setuid(options.user) != 0)) ::_exit(126);
        exec(arguments, options.program.empty() ? cliPath() : options.program);
    }
    out.closeWrite();
    err.closeWrite();
    Ran ran;
    readBoth(out.read, err.read, ran);
    ran.exitCode = exitCodeOf(child);
    return ran;
}

pid_t startCli(const std::vector<std::string>& arguments) {
    const pid_t child = ::fork();
    if (child == 0) {
        const int nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, STDOUT_FILENO);
        ::dup2(nowhere, STDERR_FILENO);
        exec(arguments);
    }
    return child;
}

} // namespace alluse::tests
