<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCP\AppFramework\Http;

/**
 * @template S of int
 * @template H of array<string, mixed>
 */
class Response {
	private ?EmptyContentSecurityPolicy $contentSecurityPolicy = null;

	/**
	 * @param S $status
	 * @param H $headers
	 */
	public function __construct(
		private readonly int $status = 200,
		private readonly array $headers = [],
	) {
	}

	/** @return S */
	public function getStatus() {
		return $this->status;
	}

	/** @return H */
	public function getHeaders() {
		return $this->headers;
	}

	/** @return $this */
	public function setContentSecurityPolicy(EmptyContentSecurityPolicy $csp) {
		$this->contentSecurityPolicy = $csp;
		return $this;
	}

	/** @return EmptyContentSecurityPolicy|null */
	public function getContentSecurityPolicy() {
		return $this->contentSecurityPolicy;
	}
}
