"""The referral directory of a site: services outside the house, whom they are for, and how to reach them."""
