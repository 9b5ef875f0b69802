// SPDX-FileCopyrightText: 2026 Trousseau contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

/** Invitations, envelopes, departures, roles and branches: a separate chunk of the Worker, since few sessions need it. */
export { envelopeBits } from '../vault/keys/codes.ts'
export { acceptInvitation, openEnvelope, wipeSecret } from '../vault/members/joining.ts'
export { prepareEnvelope, prepareVerification } from '../vault/members/envelope.ts'
export { invitationKdf, prepareInvitation } from '../vault/members/invitation.ts'
export { prepareAcceptance, prepareCancellation, prepareRefusal, prepareRemoval, prepareRole } from '../vault/members/member-changes.ts'
export { drawInvitation, openCode } from './entry.ts'
