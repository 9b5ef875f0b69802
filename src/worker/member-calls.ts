// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Invitations, envelopes, departures, roles and branches: a separate chunk of the Worker, since few sessions need it. */
export { envelopeBits } from '../vault/codes.ts'
export { acceptInvitation, openEnvelope, wipeSecret } from '../vault/joining.ts'
export { prepareEnvelope, prepareVerification } from '../vault/envelope.ts'
export { invitationKdf, prepareInvitation } from '../vault/invitation.ts'
export { prepareAcceptance, prepareCancellation, prepareRefusal, prepareRemoval, prepareRole } from '../vault/member-changes.ts'
export { drawInvitation, openCode } from './entry.ts'
