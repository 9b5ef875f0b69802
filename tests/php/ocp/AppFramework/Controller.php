<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCP\AppFramework;

use OCP\IRequest;

abstract class Controller {
	/** @var string */
	protected $appName;

	/** @var IRequest */
	protected $request;

	/** @param string $appName */
	public function __construct($appName, IRequest $request) {
		$this->appName = $appName;
		$this->request = $request;
	}
}
