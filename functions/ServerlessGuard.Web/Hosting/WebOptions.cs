using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Admission;
using ServerlessGuard.Web.Events;
using ServerlessGuard.Web.Health;
using ServerlessGuard.Web.Identity;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Hosting;

/// <summary>Settings of a host's HTTP surface, by capability. Validated at start.</summary>
public sealed class WebOptions
{
    [Required]
    [ValidateObjectMembers]
    public PipelineOptions Pipeline { get; set; } = new();

    [Required]
    [ValidateObjectMembers]
    public IdentityOptions Identity { get; set; } = new();

    [Required]
    [ValidateObjectMembers]
    public EventsOptions Events { get; set; } = new();

    [Required]
    [ValidateObjectMembers]
    public AdmissionOptions Admission { get; set; } = new();

    [Required]
    public HealthOptions Health { get; set; } = new();
}

[OptionsValidator]
internal sealed partial class WebOptionsValidator : IValidateOptions<WebOptions>;
