using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Records;

namespace ServerlessGuard.Core.Tools;

internal static class ToolCallEvaluatorServiceCollectionExtensions
{
    /// <summary>
    /// The judgement of tool calls: allow-list, arguments, provenance, limits, and whatever <see cref="IToolRule"/> the host adds.
    /// </summary>
    public static IServiceCollection AddToolCallEvaluator(this IServiceCollection services)
    {
        services.AddRecordChecks();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IToolRule, ProvenanceRule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IToolRule, RateLimitRule>());
        services.TryAddSingleton<ToolCallEvaluator>();
        return services;
    }
}
