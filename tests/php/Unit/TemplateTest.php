<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCA\Trousseau\Tests\Unit;

use DOMDocument;
use OCP\IL10N;
use PHPUnit\Framework\Attributes\CoversNothing;
use PHPUnit\Framework\TestCase;

#[CoversNothing]
final class TemplateTest extends TestCase {
	public function testItTellsThatTheAppIsOpeningUntilTheScriptReplacesIt(): void {
		$l = $this->createMock(IL10N::class);
		$l->expects(self::once())->method('t')->willReturnCallback(static fn (string $text) => "<{$text}>");

		$html = self::render($l);

		$document = new DOMDocument();
		self::assertTrue($document->loadXML('<page>' . $html . '</page>'));
		self::assertSame('<Trousseau is opening…>', trim((string)$document->documentElement?->textContent));
		self::assertSame(0, $document->getElementsByTagName('script')->length);
	}

	/** Renders as a server does: the template sees $l and the function p(). */
	private static function render(IL10N $l): string {
		require_once __DIR__ . '/../template-functions.php';
		ob_start();
		try {
			include __DIR__ . '/../../../templates/main.php';
		} finally {
			$html = ob_get_clean();
		}
		return (string)$html;
	}
}
