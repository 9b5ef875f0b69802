<?php

declare(strict_types=1);

// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

namespace OCA\Trousseau\Controller;

use OCA\Trousseau\AppInfo\Application;
use OCP\App\IAppManager;
use OCP\AppFramework\Controller;
use OCP\AppFramework\Http\Attribute\FrontpageRoute;
use OCP\AppFramework\Http\Attribute\NoAdminRequired;
use OCP\AppFramework\Http\Attribute\NoCSRFRequired;
use OCP\AppFramework\Http\ContentSecurityPolicy;
use OCP\AppFramework\Http\TemplateResponse;
use OCP\AppFramework\Services\IAppConfig;
use OCP\AppFramework\Services\IInitialState;
use OCP\IRequest;
use OCP\Util;

/**
 * Serves the one page of the app. Routing inside it is done by the part of the
 * address after "#", which never reaches the server.
 */
final class PageController extends Controller {
	/** Minutes without activity after which the passwords are locked, at the latest: what an administrator may set. */
	private const LOCK_LEAST = 2;
	private const LOCK_MOST = 60;

	public function __construct(
		IRequest $request,
		private readonly IAppManager $appManager,
		private readonly IInitialState $initialState,
		private readonly IAppConfig $appConfig,
	) {
		parent::__construct(Application::APP_ID, $request);
	}

	/**
	 * The page, with Nextcloud's default policy plus same-origin workers: the
	 * encryption runs in one Worker served as a static file. Nothing else is
	 * opened, in particular neither "eval" nor "blob:".
	 *
	 * @return TemplateResponse<200, array{}>
	 */
	#[NoAdminRequired]
	#[NoCSRFRequired]
	#[FrontpageRoute(verb: 'GET', url: '/')]
	public function index(): TemplateResponse {
		$this->initialState->provideInitialState('config', [
			'version' => $this->appManager->getAppVersion(Application::APP_ID),
			'lockMinutesMax' => max(self::LOCK_LEAST, min(self::LOCK_MOST, $this->appConfig->getAppValueInt('lock_minutes_max', self::LOCK_MOST))),
		]);
		Util::addScript(Application::APP_ID, 'trousseau-main');
		Util::addStyle(Application::APP_ID, 'trousseau-main');

		$policy = new ContentSecurityPolicy();
		$policy->addAllowedWorkerSrcDomain("'self'");
		$response = new TemplateResponse(Application::APP_ID, 'main');
		$response->setContentSecurityPolicy($policy);
		return $response;
	}
}
