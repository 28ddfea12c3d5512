using Microsoft.Extensions.Logging.Abstractions;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Detection;
using ServerlessGuard.Testing.Faults;

namespace ServerlessGuard.Core.Tests.Review;

/// <summary>One process with the review desk. From call <paramref name="failAt"/> on it is dead: the crash.</summary>
internal sealed class ReviewHost
{
    public ReviewHost(ReviewWorld world, int failAt, bool lostAnswer, IReadOnlyList<ICaseListener> listeners)
    {
        // The first call that fails may have taken effect; after it, nothing does.
        Plan = failAt == 0 ? FaultPlan.None : FaultPlan.From(lostAnswer ? failAt + 1 : failAt);
        var last = lostAnswer ? FaultPlan.At(failAt, lostAnswer: true) : FaultPlan.None;
        var documents = new FaultingDocumentStore(new FaultingDocumentStore(world.Documents, last), Plan);
        var audit = new FaultingAuditLog(new FaultingAuditLog(world.Audit, last), Plan);
        var guard = new ContentGuard(Redactor.Default, new TokenVault(world.Documents, world.Keys, world.Entropy, world.Clock), world.Entropy);
        var marks = new ReviewMarks(world.Secrets, world.Entropy);
        var contents = new CaseContents(documents, world.Keys, world.Entropy, audit, marks, world.Clock);
        var store = new CaseStore(documents);
        var signal = new CaseSignal();
        var tokens = new CaseTokens(guard);
        var inspection = new CaseInspection(new CaseFindings(GuardScanner.Default), guard, tokens, new ToolJudge([]), world);
        var effects = new CaseEffects(documents, listeners, world.Callbacks, world, world.Alerts, world.Clock);
        var settling = new CaseSettling(store, audit, effects, world, signal, world.Times, world.Clock, NullLogger<CaseSettling>.Instance);
        var engines = new CaseEngines(world.Engine is { } engine ? [engine] : [], contents, world, world.Times, world.Clock, NullLogger<CaseEngines>.Instance);
        var lists = new CaseLists(store, world.Clock);
        Cases = new Cases(store, contents, marks, audit, world, world.Times, world.Clock);
        Desk = new CaseDesk(store, contents, settling, inspection, lists, world, world.Times, world.Clock);
        Releases = new CaseReleases(store, contents, settling, new CaseDelivery(store, settling, inspection, tokens, audit, world, world.Clock), signal, world.Times, world.Clock);
        Sweep = new CaseSweep(lists, new CaseProgress(store, settling, engines, documents, world, world.Times, world.Clock), signal, documents, world.Clock, NullLogger<CaseSweep>.Instance);
    }

    public FaultPlan Plan { get; }

    public ICases Cases { get; }

    public CaseDesk Desk { get; }

    public CaseReleases Releases { get; }

    public CaseSweep Sweep { get; }
}
