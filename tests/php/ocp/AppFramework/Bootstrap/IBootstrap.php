<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCP\AppFramework\Bootstrap;

interface IBootstrap {
	public function register(IRegistrationContext $context): void;

	public function boot(IBootContext $context): void;
}
