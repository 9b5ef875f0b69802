<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCP\AppFramework\Http;

/**
 * @template S of int
 * @template H of array<string, mixed>
 * @extends Response<S, H>
 */
class TemplateResponse extends Response {
	public const RENDER_AS_USER = 'user';

	/**
	 * @param array<string, mixed> $params
	 * @param S $status
	 * @param H $headers
	 */
	public function __construct(
		protected string $appName,
		protected string $templateName,
		protected array $params = [],
		protected string $renderAs = self::RENDER_AS_USER,
		int $status = 200,
		array $headers = [],
	) {
		parent::__construct($status, $headers);
	}

	public function getApp(): string {
		return $this->appName;
	}

	/** @return string */
	public function getTemplateName() {
		return $this->templateName;
	}

	/** @return string */
	public function getRenderAs() {
		return $this->renderAs;
	}

	/** @return array<string, mixed> */
	public function getParams() {
		return $this->params;
	}
}
