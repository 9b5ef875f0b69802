<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCP;

/** The part of OCP's interface that this app calls. */
interface IL10N {
	/** @param array<array-key, mixed>|string $parameters */
	public function t(string $text, $parameters = []): string;
}
