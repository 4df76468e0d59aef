#include "engine/license/license_detector.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "engine/license/license_gate.h"
#include "engine/license/license_notice.h"

namespace copytrace {
namespace {

struct Case {
  const char* text;
  const char* expression;
};

class DetectorTable : public testing::TestWithParam<Case> {};

TEST_P(DetectorTable, Detects) {
  EXPECT_EQ(DetectLicense(GetParam().text).expression, GetParam().expression) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Tags, DetectorTable,
    testing::Values(Case{"// SPDX-License-Identifier: MIT\n", "MIT"},
                    Case{"/* SPDX-License-Identifier: GPL-2.0 */", "GPL-2.0-only"},
                    Case{"/* SPDX-License-Identifier: (GPL-2.0+ OR MIT) */\n",
                         "GPL-2.0-or-later OR MIT"},
                    Case{"<!-- SPDX-License-Identifier: apache-2.0 -->", "Apache-2.0"},
                    Case{"# spdx-license-identifier: BSD-3-Clause.", "BSD-3-Clause"},
                    Case{"; SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note",
                         "GPL-2.0-only WITH Linux-syscall-note"},
                    Case{"let t = \"SPDX-License-Identifier: ISC\";", "ISC"},
                    Case{"SPDX-License-Identifier: MIT\nint x;\nSPDX-License-Identifier: Zlib\n",
                         "MIT AND Zlib"},
                    Case{"SPDX-License-Identifier: LicenseRef-Ours", "LicenseRef-Ours"},
                    Case{"SPDX-License-Identifier: BSD-2", "BSD-2-Clause"},
                    Case{"SPDX-License-Identifier: Newer-1.0", "Newer-1.0"},
                    Case{"SPDX-License-Identifier:\n", ""}));

INSTANTIATE_TEST_SUITE_P(
    GnuNotices, DetectorTable,
    testing::Values(
        Case{
            "This tool may be shared under the GNU General Public License as published by the FSF, "
            "either version 2 of the License, or (at your option) any later version.",
            "GPL-2.0-or-later"},
        Case{"Share it under version 3 of the GNU Lesser General Public License.", "LGPL-3.0-only"},
        Case{"Licensed under the GNU Affero General Public License v3 or newer.",
             "AGPL-3.0-or-later"},
        Case{"License: GPLv2", "GPL-2.0-only"}, Case{"License: GPLv3+", "GPL-3.0-or-later"},
        Case{"License: LGPL 2.1 or later", "LGPL-2.1-or-later"},
        Case{"Released under the GNU Library General Public License, version 2 only.",
             "LGPL-2.0-only"},
        Case{"Licensed under the GPL.", "GPL-1.0-or-later"},
        Case{"MODULE_LICENSE(\"GPL v2\");", "GPL-2.0-only"},
        Case{"# License: GPL version 2 or version 3", "GPL-2.0-only OR GPL-3.0-only"},
        Case{"License: GNU GPL version 2, and no later version", "GPL-2.0-only"},
        Case{"Documentation licensed under the GNU Free Documentation License 1.3 or later.",
             "GFDL-1.3-or-later"},
        Case{"under the GNU General Public License version 2, with the Classpath exception. See "
             "the license.",
             "GPL-2.0-only WITH Classpath-exception-2.0"}));

INSTANTIATE_TEST_SUITE_P(
    NamedLicenses, DetectorTable,
    testing::Values(
        Case{"Licensed under the Apache License, Version 2.0 (the \"License\");", "Apache-2.0"},
        Case{" * Released under the MIT license\n", "MIT"}, Case{"* MIT Licensed", "MIT"},
        Case{"This Source Code Form is subject to the Mozilla Public License, v. 2.0.", "MPL-2.0"},
        Case{"Distributed under the Boost Software License, Version 1.0.", "BSL-1.0"},
        Case{"Dual licensed under the MIT and GPL licenses.", "MIT OR GPL-1.0-or-later"},
        Case{"Available under the MIT or the new BSD license.", "MIT OR BSD-3-Clause"},
        Case{"Licensed under the terms of the BSD 2-Clause License.", "BSD-2-Clause"},
        Case{"see https://opensource.org/licenses/ISC for the license", "ISC"},
        Case{"http://creativecommons.org/licenses/by-nc/3.0", "CC-BY-NC-3.0"},
        Case{"This program is in the public domain.", "LicenseRef-scancode-public-domain"},
        Case{"Version: MPL 1.1/GPL 2.0/LGPL 2.1 (license block)",
             "MPL-1.1 OR GPL-2.0-or-later OR LGPL-2.1-or-later"}));

INSTANTIATE_TEST_SUITE_P(
    OwnWords, DetectorTable,
    testing::Values(
        Case{"Permission to use, copy, modify, and distribute this tool is given to all.",
             "LicenseRef-scancode-other-permissive"},
        Case{"Permission to use, copy, modify, and distribute this tool for academic work only.",
             "LicenseRef-scancode-proprietary-license"},
        Case{"This file is confidential and proprietary to Example Ltd.",
             "LicenseRef-scancode-proprietary-license"},
        Case{"Anybody may use, copy and change it, and distribute it freely.",
             "LicenseRef-scancode-other-permissive"},
        Case{"You may not use, copy or modify this file without the permission of its author.", ""},
        Case{"https://example.org/our/eula.html", "LicenseRef-scancode-proprietary-license"},
        Case{"https://example.org/a/LICENSE", "LicenseRef-scancode-unknown-license-reference"},
        Case{"https://example.org/our/LGPL.txt", "LGPL-2.0-or-later"},
        Case{"https://example.org/our/UNLICENSE.md", "Unlicense"},
        Case{"https://mit", "LicenseRef-scancode-unknown-license-reference"},
        Case{"The Unlicense", "Unlicense"},
        Case{"under the terms of the Free Art License 1.3", "LicenseRef-scancode-free-art-1.3"},
        Case{"It handles the license in a proprietary way.", ""},
        Case{"Confidential and proprietary. Licensed under the MIT license.", "MIT"}));

INSTANTIATE_TEST_SUITE_P(
    NothingStated, DetectorTable,
    testing::Values(Case{"", ""}, Case{"int main() { return 0; }\n", ""},
                    Case{"The driver's license check runs at start-up.\n", ""},
                    Case{"Copyright (c) 2020 Ann Example\nint x;\n", ""},
                    Case{"print(\"Please read the license file.\")", ""},
                    Case{"She studied at MIT and wrote python and perl code.\n", ""},
                    Case{"SPDX-License-Identifier: ((((((((((", ""}));

constexpr const char* kElsewhere = "LicenseRef-scancode-unknown-license-reference";

INSTANTIATE_TEST_SUITE_P(
    LicencesElsewhere, DetectorTable,
    testing::Values(
        Case{"see https://example.org/a/LICENSE", kElsewhere},
        Case{"// Copyright 2001 Ann Example. See the file COPYING for copying permission.",
             kElsewhere},
        Case{"/* The terms are in the accompanying license.txt. */", kElsewhere},
        Case{"# Given out under the same license as the example package.", kElsewhere},
        Case{"Made available under the terms of the Example License, see our site.", kElsewhere},
        Case{"(* see copyright notice in sample.h *)", kElsewhere},
        Case{"See LICENSE. Licensed under the MIT license.", "MIT"},
        Case{"install(FILES LICENSE README DESTINATION share)", ""},
        Case{"COPYRIGHT AND LICENSE ARE WORDS HERE", ""},
        Case{"the license file is parsed by this function", ""}));

INSTANTIATE_TEST_SUITE_P(
    OfferedChoices, DetectorTable,
    testing::Values(
        Case{"This sample is under the LGPL, MPL or BSD license, as you like.",
             "LGPL-2.0-or-later OR MPL-2.0 OR BSD-3-Clause"},
        Case{"Licensees holding valid commercial Example licenses may go by these. "
             "You may share it under version 3 of the GNU General Public License.",
             "LicenseRef-scancode-commercial-license OR GPL-3.0-only"},
        Case{"Under the MIT licence, which is similar in effect to the BSD licence.", "MIT"},
        Case{"// SPDX-License-Identifier: EPL-2.0 OR GPL-2.0\n"
             "// Under the Eclipse Public License 2.0, and also under the GNU General Public "
             "License, version 2.",
             "EPL-2.0 OR GPL-2.0-only"},
        Case{"Licensed under the MIT license. The table in it is in the public domain.",
             "MIT AND LicenseRef-scancode-public-domain"},
        Case{"We give it to the public domain. CC0 1.0 Universal license.", "CC0-1.0"},
        Case{"This sample is not in the public domain.", ""}));

INSTANTIATE_TEST_SUITE_P(
    NumbersBesideNames, DetectorTable,
    testing::Values(
        Case{"Licensed under 1) GNU Lesser General Public License 2) Common Public License",
             "LGPL-2.1-or-later AND CPL-1.0"},
        Case{"Licensed under the GNU GPL (version 2).", "GPL-2.0-only"},
        Case{"Licensed under the GNU Lesser General Public License.", "LGPL-2.1-or-later"},
        Case{"Licensed under the GNU Library General Public License.", "LGPL-2.0-or-later"}));

INSTANTIATE_TEST_SUITE_P(
    NoGrants, DetectorTable,
    testing::Values(Case{"The sample comes without any warranty.",
                         "LicenseRef-scancode-warranty-disclaimer"},
                    Case{"It comes without any warranty, under the MIT license.", "MIT"},
                    Case{"The warranty of the car ended.", ""},
                    Case{"// See tool.c for copyright information.", kElsewhere},
                    Case{"# See ../README for the license.", kElsewhere},
                    Case{"See the table for more.", ""}));

INSTANTIATE_TEST_SUITE_P(
    UnreadTags, DetectorTable,
    testing::Values(Case{"SPDX-License-Identifier: GPL 2.0+ as it was once written",
                         "GPL-2.0-or-later"},
                    Case{"SPDX-License-Identifier: LicenseRef-GPL-2.0", "GPL-2.0-only"},
                    Case{"// SPDX-License-Identifier: GPL-2.0+ BSD-2-Clause",
                         "GPL-2.0-or-later OR BSD-2-Clause"},
                    Case{"// SPDX-License-Identifier: MIT too", "MIT"},
                    Case{"// SPDX-License-Identifier: <put one here> WITH Classpath-exception-2.0",
                         "LicenseRef-scancode-unknown-spdx"},
                    Case{"// SPDX-License-Identifier: <put one here>", ""}));

INSTANTIATE_TEST_SUITE_P(
    Choices, DetectorTable,
    testing::Values(
        Case{"You may take it under one of the following licenses: (1) the Common Public License "
             "1.0, see our site, (2) the MIT license, (3) the GNU GPL version 2.",
             "CPL-1.0 OR MIT OR GPL-2.0-only"},
        Case{"Given under the GPL or LGPL, as you like.", "GPL-1.0-or-later OR LGPL-2.0-or-later"},
        Case{"Available via the MIT or new BSD license.", "MIT OR BSD-3-Clause"},
        Case{"Holders of valid commercial Example licenses may use it under their contract. "
             "Alternatively, use it under the GNU General Public License version 3.",
             "LicenseRef-scancode-commercial-license OR GPL-3.0-only"},
        Case{"We also sell commercial licenses for other things.", ""},
        Case{"It is dual-licensed under either the terms of the Eclipse Public License v1.0 as "
             "published by the Eclipse Foundation or, as you prefer, under the terms of the GNU "
             "Lesser General Public License version 2.1",
             "EPL-1.0 OR LGPL-2.1-only"},
        Case{"Known names: MIT license, ISC license, Zlib license, X11 license, NTP license, Vim "
             "license, TCL license, Ruby license, Artistic license, Unlicense license, Boost "
             "license, HPND license, W3C license",
             ""}));

INSTANTIATE_TEST_SUITE_P(
    FormerBugs, DetectorTable,
    testing::Values(
        // The name of a macro was read as a version of the LGPL.
        Case{"/* license check */ #if defined(__GNU_LIBRARY__) && __GLIBC__ == 2", ""},
        // A module's path was read as the licence of X.Net.
        Case{"// Under the MIT license\nimport \"golang.org/x/net/ipv6\"", "MIT"},
        // Words of code were read as the Q Public License.
        Case{"permitted: QUEUE_NEXT(QUEUE_PREV(q)) /* Public macros. */", ""},
        // The other version that is offered was not read.
        Case{"under the terms of the GNU General Public License; version 2 dated June, 1991, or "
             "(at your option) version 3 dated 29 June, 2007.",
             "GPL-2.0-only OR GPL-3.0-only"},
        // "both" with a choice behind it was read as two licences at once.
        Case{"Licensed under both the BSD-style license (in LICENSE) and the GPLv2 (in COPYING); "
             "you may select, at your option, one of the above.",
             "BSD-3-Clause OR GPL-2.0-only"},
        // A comment of HTML was passed over as a tag.
        Case{"<!-- Licensed under the MIT license -->", "MIT"},
        // The AGPL by name alone, in passing, undid the version that was named.
        Case{"under the terms of the GNU Affero General Public License, version 3, as published. "
             "See the GNU Affero General Public License for more details.",
             "AGPL-3.0-only"},
        // The ending of an address and the number of the next point were read as a licence of PHP.
        Case{"under the license at opensource.org/licenses/cpl1.0.php. 3) under our terms",
             "CPL-1.0"},
        // OpenSSL as what may be linked was read as a licence of the work.
        Case{"under the GNU General Public License, version 2 or later. As an exception you may "
             "link this program with the OpenSSL library under the OpenSSL license.",
             "GPL-2.0-or-later WITH LicenseRef-scancode-openssl-exception-gpl-2.0-plus"},
        // What one may do with a work in the public domain was read as a second licence.
        Case{"It was put into the public domain: do whatever you want with this.",
             "LicenseRef-scancode-public-domain"},
        // Talk about tags was read as a tag.
        Case{"Put an SPDX-License-Identifier line into each file.", ""},
        // The ending of a file's name was read as the PHP licence.
        Case{"see http://www.opensource.org/licenses/mit-license.php for the license", "MIT"},
        // A name in passing added "-only" beside "-or-later".
        Case{"under the GNU General Public License, version 2 or later.\n"
             "A copy of the license, GNU GPL version 2, comes with it.",
             "GPL-2.0-or-later"},
        // The language in a classifier was read as the Python licence.
        Case{"'License :: OSI Approved :: MIT License', 'Programming Language :: Python :: 2'",
             "MIT"},
        // A class of licences in a policy was read as a statement.
        Case{"fail on licences of these classes: public-domain, permissive", ""},
        // "no later version" was read as "or later".
        Case{"under the GNU General Public License version 2 and no later version of the license",
             "GPL-2.0-only"}));

TEST(Detector, GivesLinesAndLayers) {
  const DetectedLicense found = DetectLicense(
      "#!/usr/bin/env python\n"
      "# SPDX-License-Identifier: MIT\n"
      "# Copyright (C) 2019 Ann Example <ann@example.org>\n"
      "\n"
      "# Parts are licensed under the Apache License, Version 2.0\n");
  EXPECT_EQ(found.expression, "MIT AND Apache-2.0");
  EXPECT_EQ(found.copyright, "Copyright (C) 2019 Ann Example <ann@example.org>");
  ASSERT_EQ(found.spans.size(), 2u);
  EXPECT_EQ(found.spans[0].first_line, 2u);
  EXPECT_EQ(found.spans[0].layer, LicenseLayer::kTag);
  EXPECT_EQ(found.spans[1].first_line, 5u);
  EXPECT_EQ(found.spans[1].layer, LicenseLayer::kNotice);
}

TEST(Detector, FindsNoticesFarIntoAFile) {
  std::string code;
  while (code.size() < 200'000) code += "static int counter_of_things = 41 + 1;\n";
  const std::string file = code + "/* Licensed under the Apache License, Version 2.0 */\n" + code;
  const DetectedLicense found = DetectLicense(file);
  EXPECT_EQ(found.expression, "Apache-2.0");
  ASSERT_EQ(found.spans.size(), 1u);
  EXPECT_EQ(found.spans[0].first_line,
            1 + static_cast<uint32_t>(std::count(code.begin(), code.end(), '\n')));
}

TEST(Detector, GatePassesOverPlainCode) {
  std::string code;
  while (code.size() < 100'000) code += "for (int i = 0; i < count; ++i) total += values[i];\n";
  EXPECT_TRUE(FindLicenseRegions(code).empty());
  EXPECT_EQ(FindLicenseRegions(code + "PUBLIC\n * DOMAIN " + code).size(), 1u);
}

// Whatever the bytes, an answer comes within a moment.
TEST(Detector, EndsQuicklyOnHostileInput) {
  const auto start = std::chrono::steady_clock::now();
  std::string licenses;
  while (licenses.size() < (2 << 20)) licenses += "license ";
  std::string tags;
  while (tags.size() < (2 << 20)) tags += "SPDX-License-Identifier: ((((( AND OR \n";
  std::string names;
  while (names.size() < (1 << 20)) names += "GNU GPL version 2 or MIT license ";
  std::string bytes;
  for (uint32_t i = 0, x = 1; i < (2 << 20); ++i) {
    x = x * 1664525 + 1013904223;
    bytes += static_cast<char>(x >> 24);
  }
  std::string statements;
  while (statements.size() < (2 << 20)) statements += "copyright (c) ";
  std::string paths = "license ";
  while (paths.size() < (2 << 20)) paths += ".x/Boost/y";
  std::string references;
  while (references.size() < (2 << 20))
    references += "see LICENSE_ or Copyright under the Example ";
  std::string choices = "license under one of the following ";
  while (choices.size() < (1 << 20))
    choices += "MIT or commercial license, both Zlib or ISC license ";
  for (const std::string& text :
       {paths, references, choices, statements, licenses, tags, names, bytes,
        std::string(4 << 20, '('), std::string(4 << 20, '<'),
        "license " + std::string(4 << 20, 'a'), std::string(1 << 20, '\0')}) {
    DetectLicense(text);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(LicenseFileName, KnowsTheUsualNames) {
  for (const char* name :
       {"LICENSE", "LICENSE.txt", "license.md", "Licence", "COPYING", "COPYING.LESSER", "UNLICENSE",
        "MIT-LICENSE.txt", "LICENSE-MIT", "LICENSE.MIT", "lib/COPYRIGHT", "LICENSE_1_0.txt",
        "LICENSES", "COPYING.LIB", "COPYING.GPLv2", "COPYING.LGPLv2.1", "LICENSE-2.0.txt",
        "a/b/COPYING.md"}) {
    EXPECT_TRUE(IsLicenseFileName(name)) << name;
  }
  for (const char* name : {"", "license.c", "license_table.cc", "README", "main.go", "license.json",
                           "copyrights.py", "license/main.c", "relicense.js"}) {
    EXPECT_FALSE(IsLicenseFileName(name)) << name;
  }
}

}  // namespace
}  // namespace copytrace
