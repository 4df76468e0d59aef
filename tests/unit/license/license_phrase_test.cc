// Statements in few words: names beside other words, references to another place, own grants.
#include <gtest/gtest.h>

#include <string>

#include "engine/license/license_detector.h"
#include "engine/license/license_reference.h"

namespace copytrace {
namespace {

constexpr const char* kElsewhere = kLicenseElsewhere.data();
constexpr const char* kFree = kUnnamedFree.data();

struct Case {
  const char* text;
  const char* expression;
};

class PhraseTable : public testing::TestWithParam<Case> {};

TEST_P(PhraseTable, Detects) {
  EXPECT_EQ(DetectLicense(GetParam().text).expression, GetParam().expression) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    NamesThatAreSpokenOf, PhraseTable,
    testing::Values(
        Case{"Our own terms are below, and not under the GNU General Public License (GPL).", ""},
        Case{"It is not covered by the MIT license.", ""},
        Case{"Use it in projects that are not available under the GNU Public License.", ""},
        Case{"It is not available under the GNU GPL or the GNU LGPL, and will not be.", ""},
        Case{"Please note that the actual code of the Pebble library is covered by the GNU Library "
             "General Public License, and the rest of the package is covered by the GNU GPL.",
             kElsewhere},
        Case{"'Environment :: X11 Applications',\n'License :: OSI Approved :: MIT License',",
             "MIT"},
        Case{":: Distribution is permitted under the terms of the MIT license.", "MIT"},
        Case{"Under the Apache License, version 2.0.\n *\n * PHP Version 7\n", "Apache-2.0"},
        Case{"Derived from public domain code by Ann.", ""},
        Case{"Licensed under the MPL 1.1 or the GPL 2.0, with portions subject to a BSD license.",
             "(MPL-1.1 OR GPL-2.0-only) AND BSD-3-Clause"},
        Case{"Released under one of two licenses: the GPL or our license for commercial use.",
             "GPL-1.0-or-later OR LicenseRef-scancode-commercial-license"}));

INSTANTIATE_TEST_SUITE_P(
    NamesAlone, PhraseTable,
    testing::Values(Case{"MIT & GPL\n", "MIT AND GPL-1.0-or-later"},
                    Case{"Dual MIT/GPL", "MIT OR GPL-1.0-or-later"},
                    Case{"MIT & friends of GPL", ""}, Case{"<?php include 'run.php'; ?>", ""},
                    Case{"License: Creative Commons Attribution 4.0", "CC-BY-4.0"},
                    Case{"Widget 2.0 - License: http://rock.mit-license.org", "MIT"}));

INSTANTIATE_TEST_SUITE_P(
    References, PhraseTable,
    testing::Values(
        Case{"See the accompanying file COPYING for the conditions of use.", kElsewhere},
        Case{"The licence agreement for this file is the same as that of the Pebble library.",
             kElsewhere},
        Case{"Use of it is governed by the terms and conditions of the Pebble Software License.",
             kElsewhere},
        Case{"Our license: https://example.org/pebble", kElsewhere},
        Case{"Copyright 2004 by Ann, licensing governed by pebble/README", kElsewhere},
        Case{"You can find the license at https://www.example.com/legal", kElsewhere},
        Case{"Please consult your license regarding what you may do.", kElsewhere},
        Case{"The license is explained.\nhttps://example.org is our site.", ""},
        Case{"This manual is released under an open source license.", kFree},
        Case{"It is free software.", kFree}, Case{"Most free software has no license fee.", ""}));

INSTANTIATE_TEST_SUITE_P(
    OwnGrants, PhraseTable,
    testing::Values(
        Case{"You can use this code as you wish.", "LicenseRef-scancode-other-permissive"},
        Case{"Feel free to use this script in projects of yours.",
             "LicenseRef-scancode-other-permissive"},
        Case{"Permission is given to use this file in any program.",
             "LicenseRef-scancode-other-permissive"},
        Case{"Feel free to use the search above.", ""},
        Case{"There may be bugs while using this module, feel free to report them.", ""},
        Case{"license: proprietary\n", "LicenseRef-scancode-proprietary-license"},
        Case{"It needs a license, proprietary or free.", ""},
        Case{"case LICENSE_PROPRIETARY: return 3;", ""}));

INSTANTIATE_TEST_SUITE_P(
    NamesReadWrongly, PhraseTable,
    testing::Values(
        Case{"It is free (LGPL license, for the GNU lesser general public license).",
             "LGPL-2.1-or-later"},
        Case{"See the file COPYING for license information (LGPL), or look at\n"
             "http://pebble.example.org/licenses/lgpl21.",
             "LGPL-2.1-only"},
        Case{"\"name\": \"pebble-php\",\n\"license\": \"MIT\"", "MIT"},
        Case{"- the library is LGPLv2.1\n- do not upgrade to LGPLv3\n", "LGPL-2.1-only"},
        Case{"Beside version 2.0 of the GPL license:\n\n 1. You are free to link with our parts.",
             "GPL-2.0-only"},
        Case{"Either under the GNU General Public License, version 2 with the GNU Classpath "
             "Exception or under the GNU General Public License, version 2 with the OpenJDK "
             "Assembly Exception.",
             "GPL-2.0-only WITH Classpath-exception-2.0 OR GPL-2.0-only WITH "
             "OpenJDK-assembly-exception-1.0"}));

// As in a header that first names the second licence in short, then explains, then in full.
TEST(LicensePhrase, AnAlternativeMayBeExplainedAtLength) {
  std::string between = "Alternatively, you may take it under the LGPL license. ";
  for (int i = 0; i < 30; ++i) between += "If you do not want that, say so in your copy. ";
  EXPECT_EQ(DetectLicense("Subject to the Mozilla Public License Version 1.1. " + between +
                          "Or under the GNU Library General Public License, version 2 or later.")
                .expression,
            "MPL-1.1 OR LGPL-2.0-or-later");
}

TEST(LicensePhrase, ATitleIsNoTalkOfAContract) {
  std::string contract;
  for (int i = 0; i < 13; ++i) contract += "The licensee accepts this agreement in full. ";
  EXPECT_EQ(DetectLicense("Pebble Works\n\nArtistic License 2.0\n\n" + contract).expression,
            "Artistic-2.0");
  EXPECT_EQ(
      DetectLicense("We like the Artistic License 2.0 at Pebble Works. " + contract).expression,
      "LicenseRef-scancode-proprietary-license");
}

}  // namespace
}  // namespace copytrace
