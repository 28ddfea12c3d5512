using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Records;

namespace ServerlessGuard.Core.Tools;

internal static class ToolCallEvaluatorServiceCollectionExtensions
{
    /// <summary>
    /// The judgement of tool calls: allow-list, arguments, sequences, destinations, sources, spending, limits, and whatever
    /// <see cref="IToolRule"/> the host adds.
    /// </summary>
    public static IServiceCollection AddToolCallEvaluator(this IServiceCollection services)
    {
        services.AddRecordChecks();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IToolRule, SpendRule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IToolRule, RateLimitRule>());
        services.TryAddSingleton<ToolCallEvaluator>();
        return services;
    }
}
