<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCP\AppFramework;

class App {
	/** @param array<string, mixed> $urlParams */
	public function __construct(protected string $appName, protected array $urlParams = []) {
	}
}
