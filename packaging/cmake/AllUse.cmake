# What every room shares: language level, warnings, sanitizers, hardening, output folders.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(ALLUSE_CCACHE ccache)
if(ALLUSE_CCACHE)
    # A precompiled header carries its own time stamp; without this ccache would never hit.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros ${ALLUSE_CCACHE})
endif()

find_program(ALLUSE_MOLD mold)
if(ALLUSE_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

find_package(Threads REQUIRED)
find_package(tl-expected REQUIRED)
find_package(nlohmann_json REQUIRED)

# moc 6.4 cannot parse libstdc++'s <concepts>; with its include guard set it passes over it.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS)

add_library(alluse_options INTERFACE)
target_compile_options(alluse_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor
    -Woverloaded-virtual -Wswitch-enum -Werror=format-security
    $<$<BOOL:${ALLUSE_WERROR}>:-Werror>
    # GCC 12 takes moved optionals and variants for uninitialized (GCC bug 80635): still a warning.
    $<$<AND:$<BOOL:${ALLUSE_WERROR}>,$<CXX_COMPILER_ID:GNU>>:-Wno-error=maybe-uninitialized>)
target_compile_definitions(alluse_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_USE_QSTRINGBUILDER
    _GLIBCXX_ASSERTIONS)
target_link_libraries(alluse_options INTERFACE Threads::Threads)

if(ALLUSE_SANITIZE)
    # SOCI hides its type information, so the vptr check cannot link against it.
    set(sanitizers -fsanitize=${ALLUSE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize=vptr)
    add_compile_options(${sanitizers})
    add_link_options(${sanitizers})
else()
    target_compile_options(alluse_options INTERFACE
        -fstack-protector-strong -fstack-clash-protection -fcf-protection=full
        $<$<CONFIG:Release>:-U_FORTIFY_SOURCE> $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=3>)
    target_link_options(alluse_options INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

option(ALLUSE_PRECOMPILE "Precompile the Qt headers of the rooms with Qt" ON)

# The Qt headers that most files of a room include; links tell which of them it may see.
function(alluse_precompile name)
    get_target_property(links ${name} LINK_LIBRARIES)
    if(NOT ALLUSE_PRECOMPILE OR NOT links MATCHES "Qt6::")
        return()
    endif()
    set(headers <QDateTime> <QHash> <QList> <QObject> <QString> <QVariant>
        <algorithm> <functional> <memory> <optional> <string> <vector>)
    if(links MATCHES "Qt6::(Widgets|Charts)")
        list(APPEND headers <QComboBox> <QDialog> <QHeaderView> <QLabel> <QLineEdit> <QPainter>
            <QPushButton> <QTableView> <QVBoxLayout> <QWidget>)
    endif()
    target_precompile_headers(${name} PRIVATE ${headers})
    # With this ccache knows what the precompiled header was made of.
    target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endfunction()

# alluse_library(NAME SOURCES... ): one room, one static library, with the shared options.
function(alluse_library name)
    add_library(${name} STATIC ${ARGN})
    target_link_libraries(${name} PRIVATE alluse_options)
    # What a room links is known only at the end of its CMakeLists.txt.
    cmake_language(EVAL CODE "cmake_language(DEFER CALL alluse_precompile ${name})")
endfunction()
