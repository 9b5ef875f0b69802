<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCP\AppFramework\Http;

/**
 * Records every change asked of the policy. A call that OCP has and this class
 * has not fails the test: nothing can be opened without being seen.
 */
class EmptyContentSecurityPolicy {
	/** @var list<string> "method(argument)" */
	private array $stubChanges = [];

	/** @return $this */
	public function addAllowedWorkerSrcDomain(string $domain) {
		$this->stubChanges[] = __FUNCTION__ . '(' . $domain . ')';
		return $this;
	}

	/** @return list<string> */
	public function stubChanges(): array {
		return $this->stubChanges;
	}
}
