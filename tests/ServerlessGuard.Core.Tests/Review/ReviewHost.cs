using Microsoft.Extensions.Logging.Abstractions;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Detection;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Review;

/// <summary>One process with the review desk. From call <paramref name="failAt"/> on it is dead: the crash.</summary>
internal sealed class ReviewHost
{
    public ReviewHost(ReviewHarness world, int failAt, bool lostAnswer, IReadOnlyList<ICaseListener> listeners)
    {
        // The first call that fails may have taken effect; after it, nothing does.
        Plan = failAt == 0 ? FaultPlan.None : FaultPlan.From(lostAnswer ? failAt + 1 : failAt);
        var last = lostAnswer ? FaultPlan.At(failAt, lostAnswer: true) : FaultPlan.None;
        var documents = new FaultingDocumentStore(new FaultingDocumentStore(world.Documents, last), Plan);
        var audit = new FaultingAuditLog(new FaultingAuditLog(world.Audit, last), Plan);
        var guard = new ContentGuard(
            Redactor.Default, new TokenVault(world.Documents, world.Keys, world.Entropy, world.Clock), world.Entropy);
        var marks = new ReviewFingerprints(world.Secrets, world.Entropy);
        var contents = new CaseContentStore(documents, world.Keys, world.Entropy, audit, marks, world.Clock);
        var signatures = new CaseSignatures(world.Secrets, world.Entropy);
        var faults = new RecordFaults(() => world.Alerts, () => audit, world.Clock);
        var log = new AuditFollower(new EntryLogs(world.Audit), [new RecordedCases(world.Clock)], world.Clock);
        var store = new CaseStore(documents, signatures);
        var votes = new CaseVotes(store, signatures, log, faults);
        var signal = new ChangeSignal<CaseRecord>();
        var tokens = new CaseTokens(guard);
        var inspection = new CaseInspection(new CaseFindings(Redactor.Default), guard, tokens, new ToolCallEvaluator([]), world);
        var effects = new CaseEffects(documents, listeners, world.Callbacks, world, world.Alerts, world.Clock, signatures, votes);
        var settling = new CaseOutbox(store, audit, effects, world, signal, world.Times, world.Clock, NullLogger<CaseOutbox>.Instance);
        var engines = new CaseEngineReview(
            world.Engine is { } engine ? [engine] : [], contents, world, world.Times, world.Clock, NullLogger<CaseEngineReview>.Instance);
        var lists = new CaseQueries(store, world.Clock);
        Cases = new Cases(store, contents, marks, audit, world, world.Times, world.Clock);
        Desk = new CaseWorkflow(store, contents, settling, inspection, lists, world, world.Times, world.Clock);
        Releases = new CaseReleases(
            store, contents, settling, votes, new CaseDelivery(store, settling, inspection, tokens, audit, world, world.Clock), signal,
            world.Times, world.Clock);
        Sweep = new CaseSweep(
            lists, new CaseProgress(store, settling, engines, documents, world, world.Times, world.Clock), signal, documents, world.Clock,
            NullLogger<CaseSweep>.Instance);
    }

    public FaultPlan Plan { get; }

    public ICaseOpener Cases { get; }

    public CaseWorkflow Desk { get; }

    public CaseReleases Releases { get; }

    public CaseSweep Sweep { get; }
}
