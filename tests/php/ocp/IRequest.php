<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCP;

/** Only handed over to the parent of a controller, never called by this app. */
interface IRequest {
}
