using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Core.Review;

public static class ReviewServiceCollectionExtensions
{
    /// <summary>
    /// The review desk behind the ports: <see cref="ICases"/> opens cases, <see cref="CaseDesk"/> decides them,
    /// <see cref="CaseReleases"/> hands out what was approved. The host adds its ports and <see cref="ICaseListener"/>s, and
    /// runs <see cref="CaseSweep"/>.
    /// </summary>
    public static IServiceCollection AddReview(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new ReviewTimes());
        services.TryAddSingleton<IEntropy>(static provider => new SystemEntropy(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static _ => GuardScanner.Default);
        services.TryAddSingleton(static _ => Redactor.Default);
        services.TryAddSingleton(static provider => new TokenVault(
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<IKeyRing>(),
            provider.GetRequiredService<IEntropy>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IContentGuard>(static provider => new ContentGuard(
            provider.GetRequiredService<Redactor>(),
            provider.GetRequiredService<TokenVault>(),
            provider.GetRequiredService<IEntropy>()));
        services.AddToolJudge();
        services.AddContent();
        services.TryAddSingleton<ReviewMarks>();
        services.TryAddSingleton<CaseContents>();
        services.TryAddSingleton<CaseStore>();
        services.TryAddSingleton(static provider => new CaseDecisions(provider.GetRequiredService<CaseStore>()));
        services.TryAddSingleton<CaseSignal>();
        services.TryAddSingleton<CaseFindings>();
        services.TryAddSingleton<CaseTokens>();
        services.TryAddSingleton<CaseInspection>();
        services.TryAddSingleton<CaseEffects>();
        services.TryAddSingleton<CaseLists>();
        services.TryAddSingleton<Novelty>();
        services.TryAddSingleton<Sampling>();
        services.TryAddSingleton<ICases, Cases>();
        services.TryAddSingleton(static provider => new ReportedOutputs(
            provider.GetRequiredService<ICases>(),
            provider.GetRequiredService<IContentGuard>(),
            provider.GetRequiredService<IContentStore>(),
            provider.GetRequiredService<CaseFindings>(),
            provider.GetRequiredService<Novelty>(),
            provider.GetRequiredService<Sampling>(),
            provider.GetRequiredService<ReviewMarks>(),
            provider.GetRequiredService<IAuditLog>(),
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new CaseEngines(
            provider.GetServices<IPolicyEngine>(),
            provider.GetRequiredService<CaseContents>(),
            provider.GetRequiredService<IPolicySource>(),
            provider.GetRequiredService<ReviewTimes>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<CaseEngines>>() ?? NullLogger<CaseEngines>.Instance));
        services.TryAddSingleton(static provider => new CaseSettling(
            provider.GetRequiredService<CaseStore>(),
            provider.GetRequiredService<IAuditLog>(),
            provider.GetRequiredService<CaseEffects>(),
            provider.GetRequiredService<IPolicySource>(),
            provider.GetRequiredService<CaseSignal>(),
            provider.GetRequiredService<ReviewTimes>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<CaseSettling>>() ?? NullLogger<CaseSettling>.Instance));
        services.TryAddSingleton(static provider => new CaseDesk(
            provider.GetRequiredService<CaseStore>(),
            provider.GetRequiredService<CaseContents>(),
            provider.GetRequiredService<CaseSettling>(),
            provider.GetRequiredService<CaseInspection>(),
            provider.GetRequiredService<CaseLists>(),
            provider.GetRequiredService<IPolicySource>(),
            provider.GetRequiredService<ReviewTimes>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new CaseReleases(
            provider.GetRequiredService<CaseStore>(),
            provider.GetRequiredService<CaseContents>(),
            provider.GetRequiredService<CaseSettling>(),
            provider.GetRequiredService<CaseInspection>(),
            provider.GetRequiredService<CaseTokens>(),
            provider.GetRequiredService<CaseSignal>(),
            provider.GetRequiredService<IAuditLog>(),
            provider.GetRequiredService<IPolicySource>(),
            provider.GetRequiredService<ReviewTimes>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new CaseSweep(
            provider.GetRequiredService<CaseStore>(),
            provider.GetRequiredService<CaseSignal>(),
            provider.GetRequiredService<CaseLists>(),
            provider.GetRequiredService<CaseSettling>(),
            provider.GetRequiredService<CaseEngines>(),
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<IPolicySource>(),
            provider.GetRequiredService<ReviewTimes>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<CaseSweep>>() ?? NullLogger<CaseSweep>.Instance));
        return services;
    }

    /// <summary>Outputs that come as events, inspected where cases are decided. The host adds <see cref="IBlobStore"/>, and <see cref="ReportingTopics"/> where Event Grid delivers.</summary>
    public static IServiceCollection AddReportedOutputs(this IServiceCollection services)
    {
        services.AddReview();
        services.TryAddSingleton(new ReportingTopics([]));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGuardEventHandler, OutputProducedHandler>());
        return services;
    }
}
