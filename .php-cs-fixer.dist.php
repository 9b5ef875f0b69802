<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/* The rules of Nextcloud's own applications. Declared types are strict in every file. */

require_once __DIR__ . '/vendor/autoload.php';

use Nextcloud\CodingStandard\Config;

$config = new Config();
$config
	->setRules([...$config->getRules(), 'declare_strict_types' => true])
	->setRiskyAllowed(true)
	->setUsingCache(false)
	->setUnsupportedPhpVersionAllowed(true)
	->getFinder()
	->in([__DIR__ . '/lib', __DIR__ . '/templates', __DIR__ . '/tests/php'])
	->append([__FILE__]);
return $config;
