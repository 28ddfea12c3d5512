using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Core.Review;

public static class ReviewServiceCollectionExtensions
{
    /// <summary>
    /// Human review behind the ports: <see cref="ICaseOpener"/> opens cases, <see cref="CaseWorkflow"/> decides them,
    /// <see cref="CaseReleases"/> releases approved content. The host adds logging, its ports and <see cref="ICaseListener"/>s,
    /// and runs <see cref="CaseSweep"/>.
    /// </summary>
    public static IServiceCollection AddReview(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new ReviewTimings());
        services.TryAddSingleton<IEntropy, SystemEntropy>();
        services.TryAddSingleton(static _ => Redactor.Default);
        services.TryAddSingleton<TokenVault>();
        services.TryAddSingleton(static provider => new ScannedTexts(provider.GetRequiredService<IEntropy>()));
        services.TryAddSingleton<IContentGuard, ContentGuard>();
        services.AddToolCallEvaluator();
        services.AddContent();
        services.TryAddSingleton<ReviewFingerprints>();
        services.TryAddSingleton<CaseContentStore>();
        services.AddRecordChecks();
        services.TryAddSingleton<CaseSignatures>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IEntryObserver, RecordedCases>());
        services.TryAddSingleton<CaseVotes>();
        services.TryAddSingleton<CaseStore>();
        services.TryAddSingleton<CaseDecisionReader>();
        services.TryAddSingleton<ChangeSignal<CaseRecord>>();
        services.TryAddSingleton<CaseFindings>();
        services.TryAddSingleton<CaseTokens>();
        services.TryAddSingleton<CaseInspection>();
        services.TryAddSingleton<CaseEffects>();
        services.TryAddSingleton<CaseQueries>();
        services.TryAddSingleton<Novelty>();
        services.TryAddSingleton<Sampling>();
        services.TryAddSingleton<ICaseOpener, Cases>();
        services.TryAddSingleton<ReportedCases>();
        services.TryAddSingleton<ReportedEntries>();
        services.TryAddSingleton<ReportedOutputs>();
        services.TryAddSingleton<CaseEngineReview>();
        services.TryAddSingleton<CaseOutbox>();
        services.TryAddSingleton<CaseWorkflow>();
        services.TryAddSingleton<ConfirmableCalls>();
        services.TryAddSingleton<CaseConfirmations>();
        services.TryAddSingleton<CaseDelivery>();
        services.TryAddSingleton<CaseReleases>();
        services.TryAddSingleton<CaseProgress>();
        services.TryAddSingleton<CaseSweep>();
        return services;
    }

    /// <summary>
    /// Outputs that come as events, inspected where cases are decided. The host adds <see cref="IBlobStore"/>, and
    /// <see cref="ReportingTopics"/> where Event Grid delivers.
    /// </summary>
    public static IServiceCollection AddReportedOutputs(this IServiceCollection services)
    {
        services.AddReview();
        services.TryAddSingleton(new ReportingTopics([]));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGuardEventHandler, OutputProducedHandler>());
        return services;
    }
}
