# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the experiments share: programs, the practice service, profiles, the oracle, figures."""
