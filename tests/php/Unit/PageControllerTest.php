<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCA\Trousseau\Tests\Unit;

use OCA\Trousseau\AppInfo\Application;
use OCA\Trousseau\Controller\PageController;
use OCP\App\IAppManager;
use OCP\AppFramework\Http\Attribute\FrontpageRoute;
use OCP\AppFramework\Http\Attribute\NoAdminRequired;
use OCP\AppFramework\Http\Attribute\NoCSRFRequired;
use OCP\AppFramework\Http\ContentSecurityPolicy;
use OCP\AppFramework\Http\TemplateResponse;
use OCP\AppFramework\Services\IAppConfig;
use OCP\AppFramework\Services\IInitialState;
use OCP\IRequest;
use OCP\Util;
use PHPUnit\Framework\Attributes\CoversClass;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;
use ReflectionMethod;

#[CoversClass(PageController::class)]
final class PageControllerTest extends TestCase {
	protected function setUp(): void {
		Util::$scripts = [];
		Util::$styles = [];
	}

	public function testThePageIsATemplateOfThisApp(): void {
		$response = $this->index();

		self::assertSame(Application::APP_ID, $response->getApp());
		self::assertFileExists(__DIR__ . '/../../../templates/' . $response->getTemplateName() . '.php');
	}

	public function testThePolicyOpensSameOriginWorkersAndNothingElse(): void {
		$policy = $this->index()->getContentSecurityPolicy();

		self::assertInstanceOf(ContentSecurityPolicy::class, $policy);
		self::assertSame(["addAllowedWorkerSrcDomain('self')"], $policy->stubChanges());
	}

	public function testTheScriptAndTheStyleAreThoseThatTheBuildWrites(): void {
		$this->index();

		$build = (string)file_get_contents(__DIR__ . '/../../../scripts/package.ts');
		foreach (['js' => Util::$scripts, 'css' => Util::$styles] as $folder => $asked) {
			self::assertSame(['trousseau/trousseau-main'], $asked);
			self::assertStringContainsString("'{$folder}/" . basename($asked[0]) . ".{$folder}'", $build);
		}
	}

	#[DataProvider('boundsOfTheLock')]
	public function testTheInitialStateHoldsTheVersionAndTheBoundOfTheLock(int $set, int $given): void {
		$state = $this->createMock(IInitialState::class);
		$state->expects(self::once())
			->method('provideInitialState')
			->with('config', ['version' => '1.2.3', 'lockMinutesMax' => $given]);
		$config = $this->createMock(IAppConfig::class);
		$config->method('getAppValueInt')->with('lock_minutes_max', 60)->willReturn($set);

		$this->index($state, $config);
	}

	/** @return array<string, array{int, int}> */
	public static function boundsOfTheLock(): array {
		return [
			'the default' => [60, 60],
			'a shorter one' => [5, 5],
			'too short' => [0, 2],
			'too long' => [600, 60],
		];
	}

	public function testEveryUserReachesThePageByOneGetRoute(): void {
		$method = new ReflectionMethod(PageController::class, 'index');
		$routes = $method->getAttributes(FrontpageRoute::class);

		self::assertCount(1, $method->getAttributes(NoAdminRequired::class));
		self::assertCount(1, $method->getAttributes(NoCSRFRequired::class));
		self::assertCount(1, $routes);
		self::assertSame(['verb' => 'GET', 'url' => '/'], $routes[0]->getArguments());
	}

	/** @return TemplateResponse<200, array{}> */
	private function index(?IInitialState $state = null, ?IAppConfig $config = null): TemplateResponse {
		$apps = $this->createMock(IAppManager::class);
		$apps->method('getAppVersion')->with('trousseau')->willReturn('1.2.3');
		$controller = new PageController(
			self::createStub(IRequest::class),
			$apps,
			$state ?? self::createStub(IInitialState::class),
			$config ?? self::createStub(IAppConfig::class),
		);
		return $controller->index();
	}
}
