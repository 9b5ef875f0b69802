<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCA\Trousseau\Tests\Unit;

use OCA\Trousseau\AppInfo\Application;
use OCP\AppFramework\Bootstrap\IBootstrap;
use PHPUnit\Framework\Attributes\CoversClass;
use PHPUnit\Framework\TestCase;

#[CoversClass(Application::class)]
final class ApplicationTest extends TestCase {
	public function testItStartsUnderTheIdOfInfoXml(): void {
		$info = simplexml_load_file(__DIR__ . '/../../../appinfo/info.xml');
		self::assertNotFalse($info);

		self::assertSame((string)$info->id, Application::APP_ID);
		// Nextcloud makes the name of this class from the namespace, and calls it only for this interface.
		self::assertSame('OCA\\' . $info->namespace . '\\AppInfo\\Application', Application::class);
		self::assertContains(IBootstrap::class, class_implements(Application::class));
	}
}
